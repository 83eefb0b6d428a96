; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

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
  call void asm sideeffect "udf #3 /* 0x44 */", "~{memory}"() #1, !dbg !7
  unreachable, !dbg !7

6:                                                ; preds = %start
  %7 = icmp eq i32 %0, -2147483648, !dbg !7
  %8 = icmp eq i32 %1, -1, !dbg !7
  %9 = and i1 %7, %8, !dbg !7
  br i1 %9, label %trap1, label %10, !dbg !7

trap1:                                            ; preds = %6
  call void asm sideeffect "udf #4 /* 0x44 */", "~{memory}"() #1, !dbg !7
  unreachable, !dbg !7

10:                                               ; preds = %6
  %11 = sdiv i32 %0, %1, !dbg !7
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0, i32 %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp eq i32 %1, 0, !dbg !10
  br i1 %4, label %trap, label %6, !dbg !10

return:                                           ; preds = %6
  %5 = phi i32 [ %7, %6 ]
  ret i32 %5, !dbg !11

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x4c */", "~{memory}"() #1, !dbg !10
  unreachable, !dbg !10

6:                                                ; preds = %start
  %7 = udiv i32 %0, %1, !dbg !10
  br label %return, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0, i32 %1) #0 section ".text.func[2]" !dbg !12 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp eq i32 %1, 0, !dbg !13
  br i1 %4, label %trap, label %6, !dbg !13

return:                                           ; preds = %6
  %5 = phi i32 [ %9, %6 ]
  ret i32 %5, !dbg !14

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x54 */", "~{memory}"() #1, !dbg !13
  unreachable, !dbg !13

6:                                                ; preds = %start
  %7 = icmp eq i32 %1, -1, !dbg !13
  %8 = select i1 %7, i32 1, i32 %1, !dbg !13
  %9 = srem i32 %0, %8, !dbg !13
  br label %return, !dbg !14
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"(i32 %0, i32 %1) #0 section ".text.func[3]" !dbg !15 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = icmp eq i32 %1, 0, !dbg !16
  br i1 %4, label %trap, label %6, !dbg !16

return:                                           ; preds = %6
  %5 = phi i32 [ %7, %6 ]
  ret i32 %5, !dbg !17

trap:                                             ; preds = %start
  call void asm sideeffect "udf #3 /* 0x5c */", "~{memory}"() #1, !dbg !16
  unreachable, !dbg !16

6:                                                ; preds = %start
  %7 = urem i32 %0, %1, !dbg !16
  br label %return, !dbg !17
}

; Function Attrs: nounwind optsize
define i32 @m_div_s(i32 %0, i32 %1) #0 section ".text.m_div_s" !dbg !18 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !19
  ret i32 %3, !dbg !19
}

; Function Attrs: nounwind optsize
define i32 @m_div_u(i32 %0, i32 %1) #0 section ".text.m_div_u" !dbg !20 {
  %3 = call i32 @"func[1]"(i32 %0, i32 %1), !dbg !21
  ret i32 %3, !dbg !21
}

; Function Attrs: nounwind optsize
define i32 @m_rem_s(i32 %0, i32 %1) #0 section ".text.m_rem_s" !dbg !22 {
  %3 = call i32 @"func[2]"(i32 %0, i32 %1), !dbg !23
  ret i32 %3, !dbg !23
}

; Function Attrs: nounwind optsize
define i32 @m_rem_u(i32 %0, i32 %1) #0 section ".text.m_rem_u" !dbg !24 {
  %3 = call i32 @"func[3]"(i32 %0, i32 %1), !dbg !25
  ret i32 %3, !dbg !25
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !26 {
  ret void, !dbg !27
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "div_s", linkageName: "div_s", scope: null, file: !3, line: 63, type: !5, scopeLine: 63, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 68, scope: !4)
!8 = !DILocation(line: 69, scope: !4)
!9 = distinct !DISubprogram(name: "div_u", linkageName: "div_u", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 76, scope: !9)
!11 = !DILocation(line: 77, scope: !9)
!12 = distinct !DISubprogram(name: "rem_s", linkageName: "rem_s", scope: null, file: !3, line: 79, type: !5, scopeLine: 79, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 84, scope: !12)
!14 = !DILocation(line: 85, scope: !12)
!15 = distinct !DISubprogram(name: "rem_u", linkageName: "rem_u", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 92, scope: !15)
!17 = !DILocation(line: 93, scope: !15)
!18 = distinct !DISubprogram(name: "m_div_s", linkageName: "m_div_s", scope: null, file: !3, line: 63, type: !5, scopeLine: 63, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 63, scope: !18)
!20 = distinct !DISubprogram(name: "m_div_u", linkageName: "m_div_u", scope: null, file: !3, line: 71, type: !5, scopeLine: 71, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 71, scope: !20)
!22 = distinct !DISubprogram(name: "m_rem_s", linkageName: "m_rem_s", scope: null, file: !3, line: 79, type: !5, scopeLine: 79, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 79, scope: !22)
!24 = distinct !DISubprogram(name: "m_rem_u", linkageName: "m_rem_u", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 87, scope: !24)
!26 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 0, scope: !26)
