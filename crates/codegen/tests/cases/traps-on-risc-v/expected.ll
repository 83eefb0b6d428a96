; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-i64:64-n32-S128"
target triple = "riscv32-unknown-unknown-elf"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !7
  %5 = load i32, ptr %3, align 4, !dbg !8
  %6 = icmp eq i32 %5, 0, !dbg !9
  br i1 %6, label %trap, label %8, !dbg !9

return:                                           ; preds = %12
  %7 = phi i32 [ %13, %12 ]
  ret i32 %7, !dbg !10

trap:                                             ; preds = %start
  call void asm sideeffect "csrrw x0, 0xc03, x0 # 0x2d", "~{memory}"() #1, !dbg !9
  unreachable, !dbg !9

8:                                                ; preds = %start
  %9 = icmp eq i32 %4, -2147483648, !dbg !9
  %10 = icmp eq i32 %5, -1, !dbg !9
  %11 = and i1 %9, %10, !dbg !9
  br i1 %11, label %trap1, label %12, !dbg !9

trap1:                                            ; preds = %8
  call void asm sideeffect "csrrw x0, 0xc04, x0 # 0x2d", "~{memory}"() #1, !dbg !9
  unreachable, !dbg !9

12:                                               ; preds = %8
  %13 = sdiv i32 %4, %5, !dbg !9
  br label %return, !dbg !10
}

; Function Attrs: nounwind optsize
define internal void @"func[1]"() #0 section ".text.func[1]" !dbg !11 {
entry:
  br label %start

start:                                            ; preds = %entry
  br label %trap, !dbg !12

return:                                           ; No predecessors!
  unreachable, !dbg !13

trap:                                             ; preds = %start
  call void asm sideeffect "csrrw x0, 0xc00, x0 # 0x31", "~{memory}"() #1, !dbg !12
  unreachable, !dbg !12
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0, i32 %1) #0 section ".text.m_f" !dbg !14 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !15
  ret i32 %3, !dbg !15
}

; Function Attrs: nounwind optsize
define void @m_g() #0 section ".text.m_g" !dbg !16 {
  call void @"func[1]"(), !dbg !17
  ret void, !dbg !17
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !18 {
  ret void, !dbg !19
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
!7 = !DILocation(line: 41, scope: !4)
!8 = !DILocation(line: 43, scope: !4)
!9 = !DILocation(line: 45, scope: !4)
!10 = !DILocation(line: 46, scope: !4)
!11 = distinct !DISubprogram(name: "g", linkageName: "g", scope: null, file: !3, line: 48, type: !5, scopeLine: 48, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 49, scope: !11)
!13 = !DILocation(line: 50, scope: !11)
!14 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 40, type: !5, scopeLine: 40, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 40, scope: !14)
!16 = distinct !DISubprogram(name: "m_g", linkageName: "m_g", scope: null, file: !3, line: 48, type: !5, scopeLine: 48, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 48, scope: !16)
!18 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 0, scope: !18)
