; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i64 @"func[0]"(i64 %0, i64 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i64, align 8
  %3 = alloca i64, align 8
  store i64 %0, ptr %2, align 8
  store i64 %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = icmp eq i64 %1, 0, !dbg !7
  br i1 %4, label %trap, label %6, !dbg !7

return:                                           ; preds = %10
  %5 = phi i64 [ %11, %10 ]
  ret i64 %5, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x32 */", "~{memory}"() #1, !dbg !7
  unreachable, !dbg !7

6:                                                ; preds = %start
  %7 = icmp eq i64 %0, -9223372036854775808, !dbg !7
  %8 = icmp eq i64 %1, -1, !dbg !7
  %9 = and i1 %7, %8, !dbg !7
  br i1 %9, label %trap1, label %10, !dbg !7

trap1:                                            ; preds = %6
  call void asm sideeffect "udf #4 /* 0x32 */", "~{memory}"() #1, !dbg !7
  unreachable, !dbg !7

10:                                               ; preds = %6
  %11 = sdiv i64 %0, %1, !dbg !7
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i64 @"func[1]"(i64 %0, i64 %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca i64, align 8
  %3 = alloca i64, align 8
  store i64 %0, ptr %2, align 8
  store i64 %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = icmp eq i64 %1, 0, !dbg !10
  br i1 %4, label %trap, label %6, !dbg !10

return:                                           ; preds = %6
  %5 = phi i64 [ %7, %6 ]
  ret i64 %5, !dbg !11

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x3a */", "~{memory}"() #1, !dbg !10
  unreachable, !dbg !10

6:                                                ; preds = %start
  %7 = urem i64 %0, %1, !dbg !10
  br label %return, !dbg !11
}

; Function Attrs: nounwind optsize
define i64 @m_div_s(i64 %0, i64 %1) #0 section ".text.m_div_s" !dbg !12 {
  %3 = call i64 @"func[0]"(i64 %0, i64 %1), !dbg !13
  ret i64 %3, !dbg !13
}

; Function Attrs: nounwind optsize
define i64 @m_rem_u(i64 %0, i64 %1) #0 section ".text.m_rem_u" !dbg !14 {
  %3 = call i64 @"func[1]"(i64 %0, i64 %1), !dbg !15
  ret i64 %3, !dbg !15
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
!4 = distinct !DISubprogram(name: "div_s", linkageName: "div_s", scope: null, file: !3, line: 45, type: !5, scopeLine: 45, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 50, scope: !4)
!8 = !DILocation(line: 51, scope: !4)
!9 = distinct !DISubprogram(name: "rem_u", linkageName: "rem_u", scope: null, file: !3, line: 53, type: !5, scopeLine: 53, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 58, scope: !9)
!11 = !DILocation(line: 59, scope: !9)
!12 = distinct !DISubprogram(name: "m_div_s", linkageName: "m_div_s", scope: null, file: !3, line: 45, type: !5, scopeLine: 45, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 45, scope: !12)
!14 = distinct !DISubprogram(name: "m_rem_u", linkageName: "m_rem_u", scope: null, file: !3, line: 53, type: !5, scopeLine: 53, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 53, scope: !14)
!16 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 0, scope: !16)
