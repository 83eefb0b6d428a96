; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-i64:64-n32-S128"
target triple = "riscv32-unknown-unknown-elf"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp eq i32 %1, 0, !dbg !7
  br i1 %4, label %trap, label %6, !dbg !7

return:                                           ; preds = %10
  %5 = phi i32 [ %11, %10 ]
  ret i32 %5, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "csrrw x0, 0xc03, x0 # 0x2d", "~{memory}"() #1, !dbg !7
  unreachable, !dbg !7

6:                                                ; preds = %start
  %7 = icmp eq i32 %0, -2147483648, !dbg !7
  %8 = icmp eq i32 %1, -1, !dbg !7
  %9 = and i1 %7, %8, !dbg !7
  br i1 %9, label %trap1, label %10, !dbg !7

trap1:                                            ; preds = %6
  call void asm sideeffect "csrrw x0, 0xc04, x0 # 0x2d", "~{memory}"() #1, !dbg !7
  unreachable, !dbg !7

10:                                               ; preds = %6
  %11 = sdiv i32 %0, %1, !dbg !7
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define internal void @"func[1]"() #0 section ".text.func[1]" !dbg !9 {
entry:
  br label %start

start:                                            ; preds = %entry
  br label %trap, !dbg !10

return:                                           ; No predecessors!
  unreachable, !dbg !11

trap:                                             ; preds = %start
  call void asm sideeffect "csrrw x0, 0xc00, x0 # 0x31", "~{memory}"() #1, !dbg !10
  unreachable, !dbg !10
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0, i32 %1) #0 section ".text.m_f" !dbg !12 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !13
  ret i32 %3, !dbg !13
}

; Function Attrs: nounwind optsize
define void @m_g() #0 section ".text.m_g" !dbg !14 {
  call void @"func[1]"(), !dbg !15
  ret void, !dbg !15
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !16 {
  ret void, !dbg !17
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 40, type: !5, scopeLine: 40, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 45, scope: !4)
!8 = !DILocation(line: 46, scope: !4)
!9 = distinct !DISubprogram(name: "g", linkageName: "g", scope: null, file: !3, line: 48, type: !5, scopeLine: 48, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 49, scope: !9)
!11 = !DILocation(line: 50, scope: !9)
!12 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 40, type: !5, scopeLine: 40, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 40, scope: !12)
!14 = distinct !DISubprogram(name: "m_g", linkageName: "m_g", scope: null, file: !3, line: 48, type: !5, scopeLine: 48, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 48, scope: !14)
!16 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 0, scope: !16)
